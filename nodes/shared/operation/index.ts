export { deleted, foundOr, rowsUnder } from '../answers/rows';
export { askBefore } from './askBefore';
export { askForBegun } from './begunJob';
export type { ContinueFrom, Prepare } from './definition';
export type { Form } from './form';
export { operation, operationProperties, operationSubtitle } from './operation';
export { inOrder } from './prepare';
export { idIn, isFinished, untilFinished } from './waitForJob';
