const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };

type Environment = Readonly<Record<string, string | undefined>>;

/** The first of these variables that is set, each by its name in lower case first; what is empty is as good as none. */
const firstSet = (environment: Environment, ...names: string[]): string =>
	names.flatMap((name) => [environment[name], environment[name.toUpperCase()]]).find((value) => value) ?? '';

/** Whether an entry of NO_PROXY is about a host: about that one alone, or about all with its end if it begins with a dot or asterisk. */
function isAbout(entry: string, host: string, port: string): boolean {
	const [, name = entry, only = port] = /^(.+):(\d+)$/.exec(entry) ?? [];
	return only === port && (/^[.*]/.test(name) ? host.endsWith(name.replace(/^\*/, '')) : host === name);
}

/**
 * The address of the proxy to a URL, empty if there is none: just as n8n chooses it for all other requests of the nodes. What
 * undici finds by itself is another one for some environments: it knows no ALL_PROXY, and takes HTTP_PROXY for https, too.
 */
export function proxyFor({ protocol, hostname, port }: URL, environment: Environment): string {
	const scheme = protocol.slice(0, -1);
	const proxy = firstSet(environment, `npm_config_${scheme}_proxy`, `${scheme}_proxy`, 'npm_config_proxy', 'all_proxy');
	const exceptions = firstSet(environment, 'npm_config_no_proxy', 'no_proxy').toLowerCase().split(/[,\s]/).filter(Boolean);
	const usedPort = port === '' ? (DEFAULT_PORTS[protocol] ?? '') : port;
	if (proxy === '' || exceptions.some((entry) => isAbout(entry, hostname, usedPort))) return '';
	return proxy.includes('://') ? proxy : `${scheme}://${proxy}`;
}
