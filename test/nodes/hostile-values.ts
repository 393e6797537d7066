/** What an expression may yield where an ID belongs: values that try to reach another endpoint, or are no ID at all. */
const targets = ['objects', 'objects/person', 'v1/objects', 'tasks/1', 'records/1', 'lists/1/records/2'];
const climbs = ['../', '..%5c', '..\\', '..%2f', '..%2F', '%2e%2e/', '%2e%2e%2f', '%252e%252e%252f', '..;/', './../', '....//', '../../', '../../../', '/../', '//'];
const climbing = climbs.flatMap((climb) => targets.map((target) => `${climb}${target}`));

const endings = ['?limit=1', '#', '#/v1/objects', '/', '/../', '/..', '/.', '\\', '%00', '\0', '\r\nX-Injected: 1', ' ', '\t', ';admin', '&x=1', '%2F..%2Fobjects', '/timeline', '/relationships', '/records', '/attributes', '?', '%3Fa=b', '%23', '%5c..'];
const ending = endings.flatMap((end) => [`40112233445566771${end}`, `person${end}`]);

const others = [
	'.', '..', '...', '', ' ', '   ', '\n', '%', '%%', '%2', '%zz', '*', '~', '{}', '[]', 'null', 'undefined', 'NaN', 'true', '-1', '0', '1e3', '0x10', '1.5', '9'.repeat(400), 'a'.repeat(5_000),
	'https://evil.example/v1/objects', '//evil.example/v1', 'http://127.0.0.1:1/', '@evil.example', 'user:pass@evil.example', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x',
	"' OR 1=1 --", '"; DROP TABLE records; --', '$(id)', '`id`', '{{7*7}}', '${7*7}', '<script>alert(1)</script>', '\u202e', '\ufeff', '\ud800', '😀', 'ä', '．．／objects', '。。/objects', '..／objects', '\u2024\u2024/objects', '..\u2215objects',
];
const notText: unknown[] = [null, true, false, 0, -1, 1.5, 40112233445566771, [], {}, ['../objects'], { value: '../objects' }, { toString: '../objects' }];

export const hostileValues: unknown[] = [...climbing, ...ending, ...others, ...notText];
