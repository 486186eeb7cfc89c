import type { ListenerKind } from "./listener.ts"

export type Recipe = { readonly tool: string; readonly where: string; readonly snippet: string }

/** Where a sender finds a listener. */
export type Target = { readonly host: string; readonly port: number }

/** How common senders of syslog are told to send to a listener, with what to paste. */
export function recipesFor(kind: ListenerKind, { host, port }: Target): readonly Recipe[] {
  switch (kind) {
    case "syslog-tcp":
      return [
        rsyslog(tcpAction(host, port)),
        syslogNg(`network("${host}" port(${port}) transport("tcp"))`),
        nxlog("om_tcp", host, port),
        logger(`--tcp --octet-count`, host, port),
      ]
    case "syslog-udp":
      return [
        rsyslog(`*.* action(type="omfwd" target="${host}" port="${port}" protocol="udp")`),
        syslogNg(`network("${host}" port(${port}) transport("udp"))`),
        nxlog("om_udp", host, port),
        logger("--udp", host, port),
      ]
    case "syslog-tls":
      return [rsyslogTls(host, port), syslogNg(tlsDriver(host, port)), nxlogTls(host, port)]
    case "mail":
      return []
  }
}

const rsyslog = (snippet: string): Recipe => ({
  tool: "rsyslog",
  where: "/etc/rsyslog.d/60-watchfloor.conf, then: systemctl restart rsyslog",
  snippet,
})

/** Counted messages, and a queue on disk for the time in which nobody answers. */
function tcpAction(host: string, port: number): string {
  return `*.* action(type="omfwd" target="${host}" port="${port}" protocol="tcp"
  TCP_Framing="octet-counted" action.resumeRetryCount="-1"
  queue.type="LinkedList" queue.filename="watchfloor" queue.saveOnShutdown="on")`
}

const rsyslogTls = (host: string, port: number): Recipe => ({
  ...rsyslog(`global(DefaultNetstreamDriverCAFile="/etc/ssl/certs/ca-certificates.crt"
  DefaultNetstreamDriverCertFile="/etc/rsyslog.d/watchfloor.crt"
  DefaultNetstreamDriverKeyFile="/etc/rsyslog.d/watchfloor.key")
*.* action(type="omfwd" target="${host}" port="${port}" protocol="tcp"
  StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/name"
  TCP_Framing="octet-counted" action.resumeRetryCount="-1"
  queue.type="LinkedList" queue.filename="watchfloor" queue.saveOnShutdown="on")`),
  where: "/etc/rsyslog.d/60-watchfloor.conf with the package rsyslog-gnutls, then: systemctl restart rsyslog",
})

const syslogNg = (driver: string): Recipe => ({
  tool: "syslog-ng",
  where: "/etc/syslog-ng/conf.d/watchfloor.conf, then: systemctl reload syslog-ng",
  snippet: `destination d_watchfloor { ${driver}; };
log { source(s_src); destination(d_watchfloor); };`,
})

const tlsDriver = (host: string, port: number) => `syslog("${host}" port(${port}) transport("tls")
  tls(ca-dir("/etc/ssl/certs") cert-file("/etc/syslog-ng/watchfloor.crt") key-file("/etc/syslog-ng/watchfloor.key")))`

const nxlog = (module: string, host: string, port: number): Recipe => ({
  tool: "NXLog",
  where: "nxlog.conf, then restart the service; name your own inputs in the route.",
  snippet: `<Extension syslog>
  Module xm_syslog
</Extension>
<Output watchfloor>
  Module ${module}
  Host   ${host}
  Port   ${port}
  Exec   to_syslog_ietf();
</Output>
<Route to_watchfloor>
  Path eventlog => watchfloor
</Route>`,
})

const nxlogTls = (host: string, port: number): Recipe => {
  const plain = nxlog("om_ssl", host, port)
  return {
    ...plain,
    snippet: plain.snippet.replace(
      "  Exec ",
      "  CAFile      %CERTDIR%/ca.pem\n  CertFile    %CERTDIR%/watchfloor.crt\n  CertKeyFile %CERTDIR%/watchfloor.key\n  Exec ",
    ),
  }
}

const logger = (how: string, host: string, port: number): Recipe => ({
  tool: "logger",
  where: "From any shell, to try the way.",
  snippet: `logger --server ${host} --port ${port} ${how} --rfc5424 --priority daemon.err --tag test "Test from the shell"`,
})
