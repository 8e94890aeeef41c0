import * as fc from 'fast-check';

/**
 * Property tests draw the same instances on every run, so that a red run is red again; `PROPERTY_SEED` draws others.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.PROPERTY_SEED ?? 20_261_123) });
