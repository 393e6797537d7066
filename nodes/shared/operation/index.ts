export { deleted, rowsUnder, under, whole } from './answer';
export type { ReadAnswer } from './answer';
export type { ContinueFrom, Operation, Prepare } from './definition';
export type { Form } from './form';
export { operation, operationProperties, operationSubtitle } from './operation';
export { inOrder } from './prepare';
export { idIn, untilFinished } from './waitForJob';
