// What was in force when a package was judged, as its report states it.

import { escaped, kebab, time } from "./drawing.js";

const USES = { privateCAs: "use-private-ca", publicCAs: "use-public-ca", signingCertificates: "use-signing-certificate" };

/** Everything that was in force, by place; whatever text there is in it is HTML. */
export function inForce({ vnfProvider, serviceProvider, timestampAuthorities = [], intermediates, crls = [], ocspResponses = [] }, say) {
  const certificates = (list, placement, grantsTrust) =>
    list.map(({ subject, fingerprint }) => ({ placement, grantsTrust, name: escaped(subject), fingerprint }));
  const anchors = Object.entries({ vnfProvider, serviceProvider }).flatMap(([role, lists]) =>
    Object.entries(USES).flatMap(([list, use]) =>
      certificates(lists[list], say("placement", { role: say(`role-${kebab(role)}`), place: say(use) }), true),
    ),
  );
  return [
    ...anchors,
    ...certificates(timestampAuthorities, say("placement-timestamp-authority"), true),
    ...certificates(intermediates, say("placement-intermediate"), false),
    ...crls.map((list) => revocation("placement-revocation-list", list.issuer, list.thisUpdate, list, say)),
    ...ocspResponses.map((response) => {
      const { responder, responseStatus, thisUpdate, producedAt } = response;
      return revocation("placement-ocsp-response", responder ?? responseStatus, thisUpdate ?? producedAt, response, say);
    }),
  ];
}

/** A list or OCSP response by who issued it and when; the next one is due then. */
function revocation(placement, issuer, since, { nextUpdate, fingerprint }, say) {
  const values = { issuer: escaped(issuer), from: time(since ?? ""), until: time(nextUpdate ?? "") };
  const name = since ? say(nextUpdate ? "list-from-to" : "list-from", values) : values.issuer;
  return { placement: say(placement), grantsTrust: false, name, fingerprint };
}
