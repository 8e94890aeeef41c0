/** Files packed by `bzip2` 1.0.8, in base64, with what is in them. */
export interface Bzip2Sample {
  readonly packed: Uint8Array;
  readonly content: Uint8Array;
}

function toSample(lines: readonly string[], content: Uint8Array): Bzip2Sample {
  return { packed: new Uint8Array(Buffer.from(lines.join(''), 'base64')), content };
}

export const MAP_TEXT = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="test">
  <node id="1" lat="30" lon="113.5"><tag k="name" v="东风村"/></node>
  <node id="2" lat="30.01" lon="113.5"/>
  <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="tertiary"/></way>
</osm>
`;

const RUNS = Array.from({ length: 300 }, (_, at) => new Uint8Array(at).fill(65 + (at % 3)));

/** A map; 300,000 bytes in blocks of 100,000 (`-1`); runs of 0 to 299 equal bytes; each byte once; nothing. */
export const SAMPLES: Readonly<Record<'map' | 'blocks' | 'runs' | 'bytes' | 'nothing', Bzip2Sample>> = {
  map: toSample(
    [
      'QlpoOTFBWSZTWVai5ksAADTf+QAQUAP7R4EABgAv753gAAEgBggAAEAFIDAAuVhqJoAANBoaAAABqg00aGgAAAANDQSmoSaM',
      'mnqAepoGgGQAiMmczyVq1jwrEWWVZY40+ijL3fNe0sx1vz6YDVzzSFFjU0oTKD1MmICEIe0pSSRIc4dylY5yEpEEYDTMryEo',
      'TYYLFBRNbcZ4Q5Xh/UipFSaAHD5VxKefMUmY6EL1OK/PBu1No8qQOKLohRVnFU40Ra6BnIClM0cKqOxggXeIGQcFXZAJCadg',
      'FVQjz5KT/J/F3JFOFCQVqLmSwA==',
    ],
    Buffer.from(MAP_TEXT),
  ),
  blocks: toSample(
    [
      'QlpoMTFBWSZTWUqP/6UAE4cIAH/gIABwQAwClUMJnFQVHlUFR6qCo+VBUYVBUZVBUaVBUbVBUfqgqOKgqOmKCskymshsH97g',
      'AThwQAP/AQADggBgFKoYTOKgqPFQVHtUFR8qCowqCoyqCo0qCo2qCo/VBUcVBUdMUFZJlNZWTM3DgA6lQgAf+AgAHBADAKVQ',
      'wmcVBUeKgqPVQVH1UFRhUFRlUFRpUFRtUFR+qCo4qCo6YoKyTKazddsnNgAADxAA/8BAAGIAYCKE0MxISUmk4Nj0fD8cHRdy',
      'RThQkGr7790=',
    ],
    Buffer.from('0123456789'.repeat(30_000)),
  ),
  runs: toSample(
    [
      'QlpoOTFBWSZTWb54ESkAAdL////////////////////////////////////////////4QAH8bq27AkwAAAmAJgAEwAAEwAA/',
      'VAAAARgAAAAAEwAAAAAAAAJgAAAAAAAQf6qTCMAmh6mmAjIyMmJiMAAhk0MTJowDQNA0mNA0ADSabSM0Q9A1MAmjRkYR6NA0',
      'aTJ6j1NpPSGBDATJiMABhRMEaYBMmjARgEwAAAJk0wmf6qAEwJiYRpgAACYCMEwAEBgI0YhkwAACaMEaehHoBMAAGo/1VVQG',
      'gNGRoANAMRoBo0BppkaMgP0hNMmgAA0MQGgAaDTQ0GmgNGTQ0yaMjQ0ADI0AZGTQBoNAGgBu0ucucRERERERERERERERERER',
      'ERERERAAAAEpSSmi/9pNdLrp1dQraa2qurV1muuV16uw12Stut+07Zt24bnct3tWqdRp67X2u33XN2EvYqAFwgyJGx0jKDpg',
      'f4iHjI0JKlqKv0eqvsLMmUuCpa+LmDJr74n7HaQ/V2Nrd4OMAAAAAAAAFvmGXGMYQUQUQUVkEEFFEFGIGYZoGagdQdwEg9A+',
      'AKB/CBAWHeCFGREUNjY+R4wiTlR3f8A/wzZCe8hGgoiVJTVFV7aiqrK74fGwsvpZ/a2uLq8vsDCxMbIyfzl5v6zx2j/R+prb',
      'H/293f4ePlUQAAAAsWLFixYsXeUlKSY6qslKSXmSlJBSUk7/RPAr4NcfXwq+sK4K8PYHtCwCxCyCzD3e8naWpS2txHHuLm6K',
      '3d4WvfhfX/xL/L5mPpgGcH6mtPU1dbX2Nna29zd3t/g4eLj5OXm5+jp6uvs7e7v8PHy8/T19vf4+UEAAAAAAAAsrKysrvJSS',
      'lOJs4AAAAAAAAAAAAAAAAAAAAAAAAAAAAABKUSlK1UpT/xdyRThQkL54ESk=',
    ],
    Buffer.concat(RUNS),
  ),
  bytes: toSample(
    [
      'QlpoOTFBWSZTWba17pUAAAB/////////////////////////////////////////////sADFUgAAAAAAAAAAAAAAAAAAAAAB',
      'MAmAAAAAAAAAAAAAAEwABMAEmAAmAAJgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAkwAEwABMAAAAAAAAAAAAAAAAAAA',
      'AAAAAAAAAAAAAAAAAAPwCAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo',
      '7PD0+P0BBQkNERUZHSElKS0xNTk9QUVJTVFVWV1hZWltcXV5fYGFiY2RhYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ent8fX5',
      '/gIGCg4SFhoeIiYqLjI2Oj5CRkpWWl5iZmpucnZ6foKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr/AwcLDxMXGxcb',
      'HyMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5ufo6err7O3u7/Dx8vP09fb3+Pn6+/z9F3JFOFCQtrXulQ=',
    ],
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
  ),
  nothing: toSample(['QlpoORdyRThQkAAAAAA='], new Uint8Array(0)),
};
