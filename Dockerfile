FROM node:24-bookworm-slim AS build
WORKDIR /portal
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /portal
COPY --from=build /portal/node_modules node_modules
COPY --from=build /portal/build build
COPY --from=build /portal/db/migrations db/migrations
COPY --from=build /portal/app/auth/common-passwords.txt app/auth/
COPY --from=build /portal/package.json .
USER node
EXPOSE 3000 3001
ENTRYPOINT ["node", "--enable-source-maps", "build/portal.js"]
CMD ["web"]
