import { underRandomFaults } from './support/random';

describe('under network faults and clean stops, on a host that knows no keys', () => underRandomFaults(true));
