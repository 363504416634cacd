// What no browser sends, the part behind the #, goes into the form and off the address bar.
const token = document.querySelector("[data-from-fragment]");
if (token && location.hash.length > 1) {
  token.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
}

const bytes = text =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), each => each.charCodeAt(0));

const text = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

// WebAuthn Level 3 §5.8.3: RegistrationResponseJSON and AuthenticationResponseJSON.
const json = credential => {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
};

const get = form =>
  navigator.credentials.get({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      rpId: form.dataset.host,
      userVerification: "required",
    },
  });

const create = form => {
  const name = form.elements.email ? form.elements.email.value : form.dataset.name;
  return navigator.credentials.create({
    publicKey: {
      challenge: bytes(form.dataset.challenge),
      rp: { id: form.dataset.host, name: "Avowry" },
      user: { id: bytes(form.dataset.handle), name, displayName: name },
      pubKeyCredParams: [-7, -8, -257].map(alg => ({ type: "public-key", alg })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      attestation: "none",
    },
  });
};

for (const form of window.PublicKeyCredential ? document.querySelectorAll("[data-passkey]") : []) {
  const go = form.querySelector("[data-passkey-go]");
  const problem = form.querySelector("[data-passkey-problem]");
  go.hidden = false;
  go.addEventListener("click", async () => {
    const needed = [...form.querySelectorAll("[data-always]")];
    if (!needed.every(field => field.reportValidity())) return;
    try {
      const credential = await (form.dataset.passkey === "get" ? get(form) : create(form));
      form.elements.response.value = json(credential);
      form.submit();
    } catch (failure) {
      problem.textContent = "That did not work: " + failure.message;
      problem.hidden = false;
    }
  });
}
