import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';

/** A proxy on this machine, as those that stand between a company and the internet. */
export interface Proxy {
	/** Such as http://127.0.0.1:3128. */
	url: string;
	/** What went through it: the methods and addresses, CONNECT for a tunnel. */
	seen: string[];
	/** What it wants in Proxy-Authorization; undefined for nothing. */
	wanted: string | undefined;
	close(): Promise<void>;
}

/** Starts a proxy that passes requests on and opens tunnels. */
export async function startProxy(): Promise<Proxy> {
	const seen: string[] = [];
	const proxy = { seen, wanted: undefined as string | undefined };
	const server = createServer((incoming, response) => {
		const { method, url = '', headers } = incoming;
		const forServer = { ...headers };
		delete forServer['proxy-authorization'];
		seen.push(`${method} ${url}`);
		if (proxy.wanted !== undefined && headers['proxy-authorization'] !== proxy.wanted) {
			response.writeHead(407, { 'content-type': 'text/html' }).end('<html>Who are you?</html>');
			return;
		}
		const outgoing = request(url, { method, headers: forServer }, (reply) => {
			response.writeHead(reply.statusCode ?? 502, reply.headers);
			reply.pipe(response);
		});
		outgoing.on('error', () => response.destroy());
		incoming.pipe(outgoing);
	});
	server.on('connect', ({ url = '', headers }, socket, head) => {
		seen.push(`CONNECT ${url}`);
		if (proxy.wanted !== undefined && headers['proxy-authorization'] !== proxy.wanted) {
			socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-type: text/html\r\n\r\n<html>Who are you?</html>');
			return;
		}
		const { hostname, port } = new URL(`http://${url}`);
		const tunnel = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			tunnel.write(head);
			socket.pipe(tunnel).pipe(socket);
		});
		tunnel.on('error', () => socket.destroy());
		tunnel.on('close', () => socket.destroy());
		socket.on('error', () => tunnel.destroy());
		socket.on('close', () => tunnel.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return Object.assign(proxy, {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	});
}
