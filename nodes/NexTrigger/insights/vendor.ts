// The only file that names the two libraries: the build bundles it into one, loaded when a stream opens.
export { createParser } from 'eventsource-parser';
export { EnvHttpProxyAgent } from 'undici';
