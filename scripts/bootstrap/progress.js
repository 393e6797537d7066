const clock = (since) => {
	const seconds = Math.round((Date.now() - since) / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/**
 * Tells on stderr that something long is going on: a line that counts up on a terminal, a line every 20 seconds elsewhere.
 * @param {string} what
 * @returns {{ note: (text: string) => void, done: (ok?: boolean) => void }}
 */
function progress(what) {
	const since = Date.now();
	const live = Boolean(process.stderr.isTTY);
	let detail = '';
	const line = () => `  ${what} … ${clock(since)}${detail && `  ${detail}`}`;
	const show = () => process.stderr.write(live ? `\r\x1b[2K${line()}` : `${line()}\n`);
	show();
	const timer = setInterval(show, live ? 500 : 20_000);
	timer.unref();
	return {
		note: (text) => {
			detail = text;
		},
		done: (ok = true) => {
			clearInterval(timer);
			process.stderr.write(`${live ? '\r\x1b[2K' : ''}  ${what} ${ok ? 'done' : 'FAILED'} in ${clock(since)}\n`);
		},
	};
}

module.exports = { progress };
