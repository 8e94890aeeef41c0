# The page is built where its tools are; the image carries only what the server needs.
FROM node:26.10.0-bookworm-slim AS page
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not without optional packages: the bundler's native part is one.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src/model src/model
COPY web web
RUN node web/build.mjs

FROM node:26.10.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --omit=optional
COPY src src
COPY migrations migrations
COPY data data
COPY --from=page /app/web/dist web/dist
USER node
EXPOSE 3000
CMD ["node", "src/main.ts"]
