import type { Comparison } from '../api/wire.ts';
import { CarrierChips } from '../carriers/carrier-chips.tsx';
import type { LegendEntry } from '../carriers/carrier-colours.ts';
import { useTranslation } from '../i18n/use-translation.ts';
import { formatYuan } from '../quantities/format.ts';

interface AloneCostsProps {
  readonly costs: Comparison['aloneByCarrier'];
  readonly legend: readonly LegendEntry[];
}

/** What each carrier pays a week when it plans by itself. */
export function AloneCosts({ costs, legend }: AloneCostsProps) {
  const { text, locale } = useTranslation();
  if (costs.length === 0) return null;
  return (
    <table class="figures alone-costs">
      <caption>{text('comparison.alone')}</caption>
      <tbody>
        {costs.map(({ carrierId, totalFen }) => (
          <tr key={carrierId}>
            <th scope="row">
              <CarrierChips carrierIds={[carrierId]} legend={legend} />
            </th>
            <td>{formatYuan(totalFen, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
