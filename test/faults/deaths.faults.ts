import { underRandomFaults } from './support/random';

describe('under process deaths too, on a host that knows keys', () => underRandomFaults(false));
