export { deleted, foundOr, rowsUnder } from '../answers/rows';
export type { ContinueFrom, Prepare } from './definition';
export type { Form } from './form';
export { operation, operationProperties, operationSubtitle } from './operation';
export { inOrder } from './prepare';
export { idIn, isFinished, untilFinished } from './waitForJob';
