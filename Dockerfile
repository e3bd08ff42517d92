# The bot as an image: the sources, the packages they need, and nothing else.

# The base can be replaced, by a mirror of it or by a fixed digest.
ARG NODE_IMAGE=docker.io/library/node:24-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Tests, tools and the Node that npm can bring along stay out; no package runs a program of its own while it is installed.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="newsstand" \
      org.opencontainers.image.description="An XMPP bot that publishes the issues of a newsletter to a PubSub node" \
      org.opencontainers.image.licenses="MIT"

# For content that comes from a git repository, over https or ssh. Its copy is the one thing that the bot writes.
RUN apt-get update && \
    apt-get install --yes --no-install-recommends ca-certificates git openssh-client && \
    rm -rf /var/lib/apt/lists/* && \
    install --directory --owner=node --group=node --mode=700 /cache

# Everything else belongs to root, and the bot runs as somebody else: it cannot change itself.
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY config/newsstand.yaml config/
COPY src src

# The health endpoint listens to more than the loopback so that a probe from outside can reach it; the port is not published.
ENV NODE_ENV=production \
    NEWSSTAND_CONTENT=/content \
    NEWSSTAND_GIT_CACHE=/cache \
    NEWSSTAND_HTTP=0.0.0.0:8080
VOLUME /content /cache
USER node

# Whether the bot is alive, not whether it is online: starting it anew does not bring back a server that is down.
# Without an endpoint (NEWSSTAND_HTTP=off) there is nothing to ask, and the container counts as healthy.
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["node", "-e", "\
  const [port] = /[0-9]+$/.exec(process.env.NEWSSTAND_HTTP) ?? []; \
  if (port) fetch('http://127.0.0.1:' + port + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1))"]

# Exec form: the bot is process 1 itself and hears SIGTERM, says goodbye to the rooms and the server, and ends with 0.
CMD ["node", "src/main.ts", "run"]
