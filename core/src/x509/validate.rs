//! The validation of one path (RFC 5280 section 6.1), with the state variables and the order of steps of that section.
//!
//! The trust anchor comes as a certificate, and its contents are honoured as RFC 5937 describes. Basic constraints,
//! path length, key usage, name constraints and policies start the state. Its validity and its critical extensions
//! count too. An operator who installs a constrained authority means it to be constrained.

use alloc::{collections::BTreeSet, vec, vec::Vec};

use der::oid::ObjectIdentifier;

use super::{
    Certificate,
    budget::{Budget, Verified},
    name_constraints::{NameConstraints, Names},
    path::{Request, reject},
    policies::CertificatePolicies,
    policy_graph::PolicyGraph,
    requirements::{check_extensions, check_issuer, check_profile, check_validity, to_count},
};
use crate::{
    asn1::Oid,
    limits,
    rule::{self, Rule, Violation},
    time::Time,
    work,
};

/// A chain proven to lead from a certificate to a trust anchor. Each certificate is signed by the next, which may sign
/// it.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    certificates: Vec<Certificate>,
}

impl Chain {
    /// Returns the chain of an installed certificate that is its own anchor. That is a self-signed one, if the policy
    /// accepts it, or that of an authority that is trusted for time.
    pub(crate) fn of_installed(certificate: &Certificate, at: Time) -> Result<Self, Violation> {
        check_validity(certificate, at)?;
        check_extensions(certificate)?;
        check_profile(certificate)?;
        Ok(Self { certificates: vec![certificate.clone()] })
    }

    /// Returns the certificates: the end-entity certificate first, the anchor last.
    pub(crate) fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }
}

/// Validates the path from `target` through `intermediates`, in this order, to `anchor`.
pub(super) fn validate<'a>(
    target: &'a Certificate,
    intermediates: &[&'a Certificate],
    anchor: &'a Certificate,
    request: &Request<'a>,
    budget: &mut Budget<'a>,
) -> Result<Chain, Violation> {
    let mut state = State::of_anchor(anchor, intermediates.len().saturating_add(1), request)?;
    for intermediate in intermediates.iter().rev() {
        state.process(intermediate, false, budget)?;
        state.prepare_for_next(intermediate, budget)?;
    }
    state.process(target, true, budget)?;
    state.wrap_up(target)?;
    // A self-signed anchor may be validated itself. Then it is in its chain once.
    let anchor = Some(anchor).filter(|anchor| anchor.der != target.der);
    let certificates = [target].into_iter().chain(intermediates.iter().copied()).chain(anchor).cloned().collect();
    Ok(Chain { certificates })
}

/// The state variables (section 6.1.2). `working_public_key` with its parameters and `working_issuer_name` are those of
/// `issuer`.
struct State<'a, 'r> {
    request: &'r Request<'a>,
    issuer: &'a Certificate,
    /// `permitted_subtrees` is the intersection of all these, and `excluded_subtrees` their union.
    name_constraints: Vec<&'a NameConstraints>,
    valid_policy_graph: PolicyGraph,
    explicit_policy: usize,
    inhibit_any_policy: usize,
    policy_mapping: usize,
    max_path_length: usize,
    /// The purposes that all extended key usages allow so far.
    purposes: Vec<ObjectIdentifier>,
}

impl<'a, 'r> State<'a, 'r> {
    /// Returns the state before the first certificate of a path of `length` certificates, not counting the anchor. It
    /// follows section 6.1.2, and then RFC 5937 section 3 for the contents of the anchor's certificate.
    fn of_anchor(anchor: &'a Certificate, length: usize, request: &'r Request<'a>) -> Result<Self, Violation> {
        let policy = request.policy;
        let start = |is_set: bool| if is_set { 0 } else { length.saturating_add(1) };
        let mut state = Self {
            request,
            issuer: anchor,
            name_constraints: Vec::new(),
            valid_policy_graph: PolicyGraph::new(),
            explicit_policy: start(policy.initial_explicit_policy),
            inhibit_any_policy: start(policy.initial_any_policy_inhibit),
            policy_mapping: start(policy.initial_policy_mapping_inhibit),
            max_path_length: length,
            purposes: request.purposes.to_vec(),
        };
        check_issuer(anchor, request, true)?;
        state.narrow_purposes(anchor, rule::CERTIFICATE_ISSUER_PURPOSE)?;
        let extensions = &anchor.extensions;
        // An anchor that states no policies is good for all of them. It is not a certificate of the path, so it is not
        // checked whether it may have anyPolicy (section 6.1.1 (g)).
        let any_policy = CertificatePolicies::any();
        let policies = extensions.certificate_policies.as_ref().unwrap_or(&any_policy);
        state.valid_policy_graph.extend(Some(policies), true);
        state.map_policies(anchor)?;
        state.constrain(anchor);
        Ok(state)
    }

    /// Does the basic processing of a certificate (section 6.1.3).
    fn process(
        &mut self,
        certificate: &'a Certificate,
        is_last: bool,
        budget: &mut Budget<'a>,
    ) -> Result<(), Violation> {
        // (a) (1) and (4); the search looked for issuers by name.
        if certificate.issuer != self.issuer.subject
            || !matches!(budget.verify(certificate, self.issuer), Verified::Holds)
        {
            return Err(reject(rule::CHAIN_NOT_TRUSTED, certificate, "was not signed by the issuer it names"));
        }
        // (a) (2)
        check_validity(certificate, self.request.at)?;
        check_profile(certificate)?;
        // (b), (c)
        if is_last || !certificate.is_self_issued() {
            self.check_names(certificate, budget)?;
        }
        // (d), (e), (f)
        let policies = certificate.extensions.certificate_policies.as_ref();
        let asserted = policies.map_or(0, |policies| policies.policies.len());
        spend(budget, asserted.saturating_add(self.valid_policy_graph.width()), certificate)?;
        let allows_any_policy = self.inhibit_any_policy > 0 || (!is_last && certificate.is_self_issued());
        self.valid_policy_graph.extend(policies, allows_any_policy);
        self.check_policy(certificate)?;
        let usage = if is_last { rule::CERTIFICATE_USAGE } else { rule::CERTIFICATE_ISSUER_PURPOSE };
        self.narrow_purposes(certificate, usage)
    }

    fn check_names(&self, certificate: &Certificate, budget: &mut Budget<'a>) -> Result<(), Violation> {
        if self.name_constraints.is_empty() {
            return Ok(());
        }
        let names = Names::of(certificate);
        for constraints in &self.name_constraints {
            spend(budget, names.cost().saturating_mul(constraints.cost()), certificate)?;
            constraints.check(&names).map_err(|what| reject(rule::CERTIFICATE_NAME_CONSTRAINT, certificate, &what))?;
        }
        Ok(())
    }

    fn check_policy(&self, certificate: &Certificate) -> Result<(), Violation> {
        if self.explicit_policy > 0 || !self.valid_policy_graph.is_null() {
            return Ok(());
        }
        let what = "is for no certificate policy that the whole chain above it is for, and one is required";
        Err(reject(rule::CERTIFICATE_POLICY, certificate, what))
    }

    /// Prepares for the next certificate (section 6.1.4). The critical extensions of step (o) are checked first.
    fn prepare_for_next(&mut self, certificate: &'a Certificate, budget: &mut Budget<'a>) -> Result<(), Violation> {
        // (k), (n), (o)
        check_issuer(certificate, self.request, false)?;
        // (a), (b)
        let mapped = certificate.extensions.policy_mappings.values().map(BTreeSet::len).sum();
        spend(budget, mapped, certificate)?;
        self.map_policies(certificate)?;
        // (c) to (f)
        self.issuer = certificate;
        // (h), (l)
        if !certificate.is_self_issued() {
            for skip in [&mut self.explicit_policy, &mut self.policy_mapping, &mut self.inhibit_any_policy] {
                *skip = skip.saturating_sub(1);
            }
            let Some(left) = self.max_path_length.checked_sub(1) else {
                let what = "is that of one authority more than an authority above it allows (path length)";
                return Err(reject(rule::CERTIFICATE_PATH_LENGTH, certificate, what));
            };
            self.max_path_length = left;
        }
        // (g), (i), (j), (m)
        self.constrain(certificate);
        Ok(())
    }

    /// Does steps (a) and (b) of section 6.1.4.
    fn map_policies(&mut self, certificate: &Certificate) -> Result<(), Violation> {
        let mappings = &certificate.extensions.policy_mappings;
        let any_policy = Oid::from(crate::oid::ANY_POLICY);
        if mappings.contains_key(&any_policy) || mappings.values().any(|subjects| subjects.contains(&any_policy)) {
            return Err(reject(rule::CERTIFICATE_POLICY, certificate, "maps anyPolicy, which may not be mapped"));
        }
        self.valid_policy_graph.map(mappings, self.policy_mapping > 0);
        Ok(())
    }

    /// Does steps (g), (i), (j) and (m) of section 6.1.4: takes the constraints on the certificates below.
    fn constrain(&mut self, certificate: &'a Certificate) {
        let extensions = &certificate.extensions;
        let constraints = extensions.policy_constraints;
        let path_length = extensions.basic_constraints.and_then(|constraints| constraints.path_length);
        self.name_constraints.extend(&extensions.name_constraints);
        for (variable, limit) in [
            (&mut self.explicit_policy, constraints.and_then(|constraints| constraints.require_explicit_policy)),
            (&mut self.policy_mapping, constraints.and_then(|constraints| constraints.inhibit_policy_mapping)),
            (&mut self.inhibit_any_policy, extensions.inhibit_any_policy),
            (&mut self.max_path_length, path_length),
        ] {
            *variable = limit.map_or(*variable, |limit| (*variable).min(to_count(limit)));
        }
    }

    /// Does the wrap-up procedure (section 6.1.5).
    fn wrap_up(mut self, target: &'a Certificate) -> Result<(), Violation> {
        // (a), (b)
        self.explicit_policy = self.explicit_policy.saturating_sub(1);
        let constraints = target.extensions.policy_constraints;
        if constraints.and_then(|constraints| constraints.require_explicit_policy) == Some(0) {
            self.explicit_policy = 0;
        }
        // (f)
        check_extensions(target)?;
        // (g)
        let initial = self.request.policy.user_initial_policy_set.as_ref();
        let policies = self.valid_policy_graph.into_user_constrained_policies(initial);
        if self.explicit_policy > 0 || !policies.is_empty() {
            return Ok(());
        }
        let what = "is in a chain that is valid under none of the certificate policies asked for, and one is required";
        Err(reject(rule::CERTIFICATE_POLICY, target, what))
    }

    /// Extended key usage in an authority's certificate limits what it may issue. RFC 5280 is silent on this. X.509 and
    /// the CA/Browser Forum require it, and implementations do it.
    fn narrow_purposes(&mut self, certificate: &Certificate, rule: &'static Rule) -> Result<(), Violation> {
        self.purposes.retain(|purpose| certificate.allows_one_purpose(*purpose));
        if self.request.purposes.is_empty() || !self.purposes.is_empty() {
            return Ok(());
        }
        Err(reject(rule, certificate, "has an extended key usage that does not allow this, or not with those above it"))
    }
}

fn spend(budget: &mut Budget<'_>, comparisons: usize, certificate: &Certificate) -> Result<(), Violation> {
    if budget.spend_comparisons(comparisons) {
        work::done(comparisons.saturating_mul(10));
        return Ok(());
    }
    let what = "has more names, name constraints or policies than are compared";
    let reached = budget.exhausted().map_or_else(|| limits::PATH_COMPARISONS.reached(None), |(limit, _)| limit.clone());
    Err(reject(rule::CHAIN_LIMIT, certificate, what).with_limit(reached))
}
