import type { UploadedFile } from './test-server.ts';

/** Files of a county of two townships, everything else at its shipped default; small enough to plan in seconds. */
export function buildCountyFiles(code: string, villages = 6): readonly UploadedFile[] {
  const rows = [
    'id,name,tier,parent,lon,lat',
    'W,县城,county,,110.10,30.20',
    'T1,东镇,township,W,110.20,30.22',
    'T2,西镇,township,W,110.00,30.18',
  ];
  for (let i = 0; i < villages; i += 1) {
    const [town, lon] = i % 2 === 0 ? ['T1', 110.2] : ['T2', 110];
    rows.push(`V${i},村${i},village,${town},${(lon + 0.01 * i).toFixed(4)},${(30.2 + 0.02 * i).toFixed(4)}`);
  }
  return [
    { name: 'county.json', content: JSON.stringify({ code, name: '小县', crs: 'wgs84' }) },
    { name: 'sites.csv', content: `${rows.join('\n')}\n` },
  ];
}
