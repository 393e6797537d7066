# n8n with this pack in it:  docker build -t n8n-nex .  &&  docker run -p 5678:5678 -v n8n_data:/home/node/.n8n n8n-nex
ARG N8N_VERSION=2.41.1

FROM node:24-alpine AS pack
WORKDIR /pack
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build \
    && mkdir /n8n-nodes-nex \
    && npm pack --ignore-scripts --pack-destination /tmp \
    && tar -xzf /tmp/n8n-nodes-nex-*.tgz -C /n8n-nodes-nex --strip-components=1

FROM docker.n8n.io/n8nio/n8n:${N8N_VERSION}
COPY --from=pack /n8n-nodes-nex /opt/n8n-nodes-nex
# n8n looks for community packages in its data folder, which is a volume as a rule: the pack is put there at every start.
ENTRYPOINT ["tini", "--", "/bin/sh", "-c", "nodes=\"${N8N_USER_FOLDER:-$HOME}/.n8n/nodes/node_modules\" && mkdir -p \"$nodes\" && rm -rf \"$nodes/n8n-nodes-nex\" && cp -R /opt/n8n-nodes-nex \"$nodes\" && exec /docker-entrypoint.sh \"$@\"", "--"]
