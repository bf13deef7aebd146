// The policy of a report, as it was applied.

import { escaped, facts, kebab } from "./drawing.js";

/** What was asked of the package. Edition, stage and time stand above, beside the verdict. */
export function policy(asked, say) {
  const { userInitialPolicySet, limits } = asked;
  const isSet = (key) => [say(`policy-${kebab(key)}`), asked[key] && say("yes")];
  return `<h2>${say("about-policy")}</h2>\n${facts([
    [say("policy-service-provider"), say(`service-provider-${kebab(asked.serviceProviderSignature)}`)],
    [say("policy-service-provider-signed"), text(asked.serviceProviderSigned)],
    [say("policy-revocation"), say(`revocation-policy-${kebab(asked.revocation)}`)],
    [say("policy-unlisted"), say(`strictness-${asked.unlistedFiles}`)],
    [say("policy-other-signers"), say(`strictness-${asked.otherSigners}`)],
    // An empty set counts none, and is not the same as no set.
    [say("policy-user-initial-policy-set"), userInitialPolicySet && (text(userInitialPolicySet) || "∅")],
    isSet("initialExplicitPolicy"),
    isSet("initialPolicyMappingInhibit"),
    isSet("initialAnyPolicyInhibit"),
    [say("policy-accept"), text(asked.accept)],
    [say("policy-limits"), text(Object.entries(limits).map(([key, value]) => `${key} ${value}`))],
  ])}`;
}

const text = (items = []) => escaped(items.join(", "));
