# Two images from one file: `portal` runs the services; `tools` adds what backup and restore need.
FROM python:3.13-slim-bookworm AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libglib2.0-0 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 \
    libfontconfig1 fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home portal
WORKDIR /srv/portal

# Everything that builds: node for the browser assets, Babel for the translations.
FROM base AS tools
COPY requirements/ requirements/
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements/uv.txt \
 && VIRTUAL_ENV=/srv/portal/.venv .venv/bin/uv pip sync --no-cache --require-hashes requirements/dev.txt
ENV PATH=/srv/portal/.venv/bin:$PATH
COPY . .
# The values are for this one step; the portal reads its own when it starts.
RUN python scripts/assets.py && python scripts/merge_locale.py --compile \
 && AOPORTAL_ENV=production SECRET_KEY=only-while-the-image-is-built-0123456789-0123456789 \
    FIELD_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    INDEX_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    DATABASE_URL=postgres://none@127.0.0.1/none REDIS_URL=redis://127.0.0.1/0 \
    EMAIL_URL=smtp://127.0.0.1 ALLOWED_HOSTS=127.0.0.1 PUBLIC_URL=https://portal.example \
    python manage.py collectstatic --noinput --verbosity 0 \
 && rm -rf node_modules && mkdir -p /data/media /backups && chown portal /data/media /backups
USER portal

FROM base AS runtime
COPY requirements/ requirements/
RUN python -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM base AS portal
ENV PATH=/srv/portal/.venv/bin:$PATH HOST=0.0.0.0 PORT=8000 MEDIA_ROOT=/data/media
COPY --from=runtime /srv/portal/.venv .venv
COPY . .
COPY --from=tools /srv/portal/build build
COPY --from=tools /srv/portal/locale locale
RUN mkdir -p /data/media && chown portal /data/media
USER portal
EXPOSE 8000
CMD ["gunicorn", "aoportal.wsgi:application"]
