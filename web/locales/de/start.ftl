## Bevor es Dateien gibt

start-title = Ist dieses Paket, was sein Anbieter signiert hat?
start-lead = Legen Sie VNF-Pakete und die Zertifikate, denen Sie vertrauen, irgendwo auf dieser Seite ab. Jedes Artefakt wird auf Ihrem eigenen Rechner geprüft, und Sie sehen, was nicht stimmt, bei wem, und wonach zu fragen ist.
start-step-packages = Legen Sie die Pakete ab, wie sie kamen: .csar oder .zip.
start-step-certificate = Fügen Sie das CA-Zertifikat des Herstellers hinzu. Er muss es Ihnen auf anderem Weg schicken als mit dem Paket. Vergleichen Sie den Fingerabdruck am Telefon.
start-step-verdict = Lesen Sie das Urteil. Wenn ein Paket nicht bestanden hat, schicken Sie dem Hersteller die Befunde.
demo-try = Demo ansehen
demo-loading = Demo wird geladen…
demo-hint = Zwei gute und drei beschädigte Pakete mit einem Vertrauensbündel. Ob Sie ihm vertrauen, entscheiden Sie.
demo-missing = Die Demo liegt nicht bei dieser Seite.
question-integrity = Ist jedes Byte das, was signiert wurde?
question-authenticity = Hat jemand signiert, dem Sie vertrauen?
question-completeness = Ist alles da, und nichts anderes?
