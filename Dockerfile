# Outlay in a container: the same lock files and commands as `make run`.
#
#   docker build -t outlay .
#   docker run -p 8000:8000 -v outlay:/data outlay        then open http://127.0.0.1:8000/app/
#
# The SQLite database and the signing secret live in /data. It runs as an unprivileged user, also with
# `--read-only --tmpfs /tmp`, and stops cleanly on SIGTERM. See docker-compose.yml for PostgreSQL.

FROM node:24-slim AS pages
WORKDIR /build/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY web/ ./
RUN npm run --silent build

FROM python:3.13-slim
WORKDIR /srv/outlay
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements.lock ./
RUN python -m pip install --disable-pip-version-check --no-input --require-hashes -r requirements.lock
COPY pyproject.toml LICENSE ./
COPY api/ api/
COPY migrations/ migrations/
RUN python -m pip install --disable-pip-version-check --no-input -q --no-deps --no-build-isolation --editable . \
    && python -m compileall -q api migrations \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin outlay \
    && install -d -o outlay -g outlay -m 0750 /data
COPY --from=pages /build/web/dist/ web/dist/

ENV OUTLAY_HOST=0.0.0.0 OUTLAY_PORT=8000 OUTLAY_DATA_DIR=/data OUTLAY_WEB_DIR=/srv/outlay/web/dist
USER outlay
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
# Python asks, because a slim image has no curl.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['OUTLAY_PORT'] + '/health/ready', timeout=4)"]
CMD ["outlay", "serve", "--migrate"]
