const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for ids of the form that the stores give out; any other names nothing. */
export function isUuid(id: string): boolean {
  return UUID.test(id);
}
