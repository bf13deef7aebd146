//! The service provider's signature for a package (SEC 021 clause 6.2).

use alloc::rc::Rc;

use super::{
    permission::{check_package, check_signer},
    preparation::Preparation,
    signer::Signer,
    signing::{Asked, Signing},
    target::{Extent, targets},
};
use crate::{Verification, host::exchange::Exchange, policy::Policy, reason::Failure, time::Time, trust::TrustBundle};

impl Signing {
    /// Adds the service provider's signature to a package that verifies as the VNF provider's. What is there stays octet
    /// for octet, and the new signer comes last. Source 0 is the package.
    ///
    /// Begins with a package that was read to its end. Trust and policy are those by which it is judged; they also have to
    /// name the signer as the service provider. `now` is the host's clock, and the signing time.
    ///
    /// # Errors
    /// If package or signer do not verify, a signature that has to change may not, or the package was not read to its end.
    pub fn countersign(
        verification: &Verification,
        trust: &TrustBundle,
        policy: &Policy,
        signer: &Signer,
        extent: Extent,
        now: Time,
    ) -> Result<Self, Failure> {
        check_signer(signer, trust, policy, now)?;
        check_package(verification, trust, policy, now)?;
        let evidence = verification.evidence().map_err(Failure::Misuse)?;
        targets(evidence, extent)?;
        let exchange = Exchange::default();
        let preparation = Preparation {
            exchange: exchange.clone(),
            evidence: Rc::clone(evidence),
            limits: policy.limits.clone(),
            signer: signer.clone(),
            extent,
            now,
        };
        Ok(Self::new(exchange, async move {
            let files = preparation.clone().run().await?;
            Ok(Asked::new(files, move |changes| preparation.clone().write(changes)))
        }))
    }
}
