module.exports = n8nEngine(require)['@n8n/di'];
