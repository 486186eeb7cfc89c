import type { Config } from "@react-router/dev/config"

export default {
  appDirectory: "app",
  ssr: true,
  // Where a request comes from is asked in app/server.ts, of every route and with PUBLIC_URL in mind. The framework compares
  // with the scheme and host it sees itself: behind a proxy that ends TLS, or without a referrer, it would refuse our own.
  allowedActionOrigins: ["**"],
} satisfies Config
