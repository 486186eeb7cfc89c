import { defineConfig } from "vite"

/** Builds `portal.ts` for production: Node strips types but not the JSX of mails. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: "portal.ts",
    outDir: "build",
    emptyOutDir: false,
    target: "node22",
    sourcemap: true,
    rollupOptions: { output: { entryFileNames: "portal.js", chunkFileNames: "portal-[name]-[hash].js" } },
  },
})
