// What the gate counts, in the text format of Prometheus (version 0.0.4).

const HELP = {
  requests_total: ["counter", "Requests, by what was decided."],
  verifications_total: ["counter", "Packages, by the stage and the verdict."],
  bytes_total: ["counter", "Bytes of content: received from clients, fetched from the NFVO, forwarded to it in verified packages."],
  connections_refused_total: ["counter", "Connections that were ended, or not taken, without an answer to a request: by the reason."],
  transfers: ["gauge", "Packages that are received, fetched or verified now."],
  requests: ["gauge", "Requests under way."],
};

export class Metrics {
  /** Values by name and labels, both as they are written. */
  #values = new Map();

  add(name, labels = {}, amount = 1) {
    const key = `vnfseal_gate_${name}${written(labels)}`;
    this.#values.set(key, (this.#values.get(key) ?? 0) + amount);
  }

  /** All of it, with gauges as `{ name: value }`. */
  text(gauges) {
    const lines = Object.entries(HELP).flatMap(([name, [type, help]]) => {
      const full = `vnfseal_gate_${name}`;
      const own = [...this.#values].filter(([key]) => key === full || key.startsWith(`${full}{`)).sort();
      const values = name in gauges ? [[full, gauges[name]]] : own;
      return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...values.map(([key, value]) => `${key} ${value}`)];
    });
    return `${lines.join("\n")}\n`;
  }
}

/** Labels have values of the gate's own only: nothing of a client. */
function written(labels) {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
