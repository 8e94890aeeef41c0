import { HANDLING_CLASSES } from '../model/commodity.ts';
import type { County } from '../model/county.ts';
import type { Demand } from '../model/demand.ts';
import type { Site } from '../model/site.ts';
import type { Unserved } from '../model/unserved.ts';
import type { VehicleType } from '../model/vehicle-type.ts';
import type { CheckedWeek, PlanCheckBasis } from './plan-check-basis.ts';

/**
 * Holds the reason of each unserved entry against the county as far as that can tell: a reason that a fact of the
 * county rules out is refused, and so is a figure that is none of the county's or more than there is. That nothing
 * better could be found is the search's to say; `not_enough_vehicles` and `window_unreachable` stand unless their
 * figures are wrong.
 */
export function checkReasons(basis: PlanCheckBasis, week: CheckedWeek): void {
  for (const [index, entry] of week.coalition.unserved.entries()) {
    const demand = basis.demands.get(entry.demandId);
    const site = basis.sites.get(demand?.siteId ?? '');
    if (demand === undefined || site === undefined) continue;
    const fault = new ReasonCheck(basis, week, demand, site, entry).findFault();
    if (fault === null) continue;
    basis.add('unserved_mismatch', `${week.path}/unserved/${index}`, `${demand.id}: ${fault}`, entry.figures);
  }
}

class ReasonCheck {
  private readonly basis: PlanCheckBasis;
  private readonly week: CheckedWeek;
  private readonly demand: Demand;
  private readonly site: Site;
  private readonly entry: Unserved;
  /** Hired types without end that carry the class; they may stand at every base. */
  private readonly hired: readonly VehicleType[];

  constructor(basis: PlanCheckBasis, week: CheckedWeek, demand: Demand, site: Site, entry: Unserved) {
    this.basis = basis;
    this.week = week;
    this.demand = demand;
    this.site = site;
    this.entry = entry;
    this.hired = basis.county.vehicleTypes.filter((type) => {
      return basis.isEndless(type) && type.handlingClasses.includes(basis.classOf(demand.id));
    });
  }

  findFault(): string | null {
    const { figures, code, message } = this.entry;
    if (message.trim() === '') return 'the reason has no words';
    if (Object.values(figures).some((figure) => !(figure >= 0 && figure < Infinity)))
      return 'a figure is below zero or none';
    if (this.week.rung === 'as_operated') return this.findFaultOfRuns();
    if ((code === 'no_coordinates') !== (this.site.location === null))
      return `${code} does not fit the site's place`;
    return this.findExcess() ?? this.findFaultOfCode();
  }

  private findFaultOfRuns(): string | null {
    const { figures, code } = this.entry;
    const runs = this.basis.county.operations.filter(({ carrierId }) => carrierId === this.demand.carrierId);
    if (!(figures.runs <= runs.length)) return 'the carrier has fewer runs';
    const isLost = [this.site.id, ...this.listStarts(runs)].some((id) => {
      return this.basis.sites.get(id)?.location === null;
    });
    const isFitting =
      code === 'no_coordinates' ? isLost : code === 'no_road' || code === 'not_enough_vehicles';
    if (this.site.location === null ? code !== 'no_coordinates' : !isFitting)
      return `${code} does not fit today's runs`;
    return null;
  }

  /** Where the runs begin that stop at the site. */
  private listStarts(runs: County['operations']): readonly string[] {
    const stopping = runs.filter(({ siteIds }) => siteIds.slice(1).includes(this.site.id));
    return stopping.map(({ siteIds }) => siteIds[0]);
  }

  /** A visit carries no more than all the members' goods of the class at the site, each with its largest visit. */
  private findExcess(): string | null {
    const { grams = 0, litres = 0 } = this.entry.figures;
    const most = this.basis.largestVisit(this.week.coalition.members, this.demand);
    return grams > most.grams || litres > most.litres ? 'the visit is larger than what is demanded' : null;
  }

  private findFaultOfCode(): string | null {
    switch (this.entry.code) {
      case 'handling_class_carried_by_none':
        return this.findFaultOfClass();
      case 'exceeds_every_vehicle':
        return this.findFaultOfSize();
      case 'no_road':
        return this.isJoined() ? 'roads of every kind lead there from every base' : null;
      case 'station_full':
        return this.findFaultOfRoom();
      case 'window_unreachable':
        return this.findFaultOfHours();
      default:
        return null;
    }
  }

  private findFaultOfClass(): string | null {
    const { handlingClass } = this.entry.figures;
    if (HANDLING_CLASSES[handlingClass] !== this.basis.classOf(this.demand.id)) return 'the class is another';
    const [type] = this.hired;
    return type !== undefined && !this.isBound() ? `${type.id} carries the class` : null;
  }

  private findFaultOfSize(): string | null {
    const { dimension, load, largestCapacity, grams, litres } = this.entry.figures;
    const sizeOf = (type: VehicleType): number =>
      dimension === 0 ? type.capacityGrams : type.capacityLitres;
    if (!(load > largestCapacity)) return 'a vehicle holds the load';
    if (load !== (dimension === 0 ? grams : litres)) return "the load is not the visit's";
    if (!this.basis.county.vehicleTypes.some((type) => sizeOf(type) === largestCapacity))
      return 'no vehicle is of that size';
    return this.hired.some((type) => sizeOf(type) > largestCapacity) ? 'a larger vehicle is for hire' : null;
  }

  private findFaultOfRoom(): string | null {
    const { basis, week, entry } = this;
    const warehouse = basis.sites.get(week.coalition.warehouseId);
    const room = warehouse && basis.capacityOf(week.coalition.members, warehouse);
    const { capacityGrams, capacityLitres } = entry.figures;
    if (capacityGrams !== undefined && capacityGrams !== room?.grams)
      return "the room is not the warehouse's";
    if (capacityLitres !== undefined && capacityLitres !== room?.litres)
      return "the room is not the warehouse's";
    const isLimited = basis.county.sites.some(({ terms }) => {
      return terms.capacityGramsPerDay !== null || terms.capacityLitresPerDay !== null;
    });
    if (isLimited || this.hired.length === 0 || this.isBound()) return null;
    return 'no site has limited room';
  }

  private findFaultOfHours(): string | null {
    const { basis, site, entry } = this;
    const { serviceSeconds, windowLatest, shiftEnd } = entry.figures;
    if (serviceSeconds !== site.serviceSeconds) return 'the service time is another';
    if (!basis.county.vehicleTypes.some((type) => type.shiftEnd === shiftEnd)) return 'no shift ends then';
    const latest = basis.latestHoursAt(site.id);
    const sorted = site.dispatchSeconds - basis.county.rates.stationSortSeconds - site.serviceSeconds;
    const isKnown = windowLatest === undefined || latest.has(windowLatest) || windowLatest === sorted;
    return isKnown ? null : 'no hours end then';
  }

  /** Do the scenario's rules bind villages to a station? */
  private isBound(): boolean {
    const { ownTownshipOnly, openSiteIds } = this.basis.plan.scenario;
    return ownTownshipOnly || openSiteIds.length > 0;
  }

  /** Is the site joined both ways with the warehouse and every place of transshipment, by every profile? */
  private isJoined(): boolean {
    const { basis, site, week } = this;
    const bases = basis.county.sites.filter(({ id, canTransship, location }) => {
      return id === week.coalition.warehouseId || (canTransship && location !== null);
    });
    const profiles = new Set(basis.county.vehicleTypes.map(({ profile }) => profile));
    return bases.every(({ id }) =>
      [...profiles].every((profile) => {
        const [out, back] = [basis.travel(profile, id, site.id), basis.travel(profile, site.id, id)];
        return out.seconds < Infinity && back.seconds < Infinity;
      }),
    );
  }
}
