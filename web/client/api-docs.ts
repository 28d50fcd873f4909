/** As much of Swagger UI as is used here: https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/ */
interface SwaggerUi {
  (options: Readonly<Record<string, unknown>>): unknown;
  presets: { apis: unknown };
}

declare global {
  var SwaggerUIBundle: SwaggerUi;
}

/** Draws the description into the page. Whatever was asked is asked of the server that gave the page, by whatever name. */
async function draw(place: HTMLElement): Promise<void> {
  const response = await fetch(place.dataset.description ?? "");
  if (!response.ok) throw new Error(`${response.status}`);
  const description: object = await response.json();
  globalThis.SwaggerUIBundle({
    spec: { ...description, servers: [{ url: location.origin }] },
    domNode: place,
    presets: [globalThis.SwaggerUIBundle.presets.apis],
    // By default the description would be sent to a checking service.
    validatorUrl: null,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    defaultModelExpandDepth: 3,
    displayRequestDuration: true,
    supportedSubmitMethods: ["get", "post"],
  });
}

/** Swagger UI's dark colours hang on a class. */
function followColourScheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = (): void => void document.documentElement.classList.toggle("dark-mode", dark.matches);
  dark.addEventListener("change", follow);
  follow();
}

const place = document.getElementById("api-docs");
if (place) {
  followColourScheme();
  draw(place).catch((error: unknown) => {
    place.textContent = `${place.dataset.failed ?? ""} (${error instanceof Error ? error.message : String(error)})`;
  });
}
