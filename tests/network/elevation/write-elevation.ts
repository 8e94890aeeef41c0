/** Height at a position; NaN is void. */
export type Terrain = (lon: number, lat: number) => number;

/** A tile of three arc seconds in SRTM's form, with heights in whole metres. */
export function writeHgt(south: number, west: number, terrain: Terrain): Uint8Array {
  const side = 1201;
  const bytes = new Uint8Array(side * side * 2);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const metres = terrain(west + column / (side - 1), south + 1 - row / (side - 1));
      view.setInt16((row * side + column) * 2, Number.isNaN(metres) ? -32_768 : Math.round(metres));
    }
  }
  return bytes;
}

export interface AsciiGridSize {
  /** Position of the southwestern sample. */
  readonly west: number;
  readonly south: number;
  readonly stepDegrees: number;
  readonly columns: number;
  readonly rows: number;
}

/** An ESRI ASCII grid of samples given by their centres. */
export function writeAsciiGrid(size: AsciiGridSize, terrain: Terrain): Uint8Array {
  const { west, south, stepDegrees, columns, rows } = size;
  const header = `ncols ${columns}\nnrows ${rows}\nxllcenter ${west}\nyllcenter ${south}\ncellsize ${stepDegrees}\nNODATA_value -9999\n`;
  const lines = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const metres = terrain(west + column * stepDegrees, south + (rows - 1 - row) * stepDegrees);
      return Number.isNaN(metres) ? '-9999' : String(metres);
    }).join(' '),
  );
  return new TextEncoder().encode(`${header}${lines.join('\n')}\n`);
}
