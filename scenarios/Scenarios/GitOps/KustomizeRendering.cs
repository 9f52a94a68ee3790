using Harness.Processes;
using Harness.Rbac.Generating;
using Harness.Scenarios.Running;

namespace Harness.Scenarios.GitOps;

/// <summary>Renders a base by <c>kubectl kustomize</c>: this host's kubectl, else the node's own.</summary>
internal static class KustomizeRendering
{
    /// <summary>
    /// Writes files below a temporary folder, renders the overlay, and removes them. Standard error is shown only on failure. kubectl up
    /// to 1.20 brings Kustomize 2.0, which knows folders only by the older field.
    /// </summary>
    private const string OnNode = """
        d=$(mktemp -d)
        while [ $# -gt 0 ]; do
            mkdir -p "$(dirname "$d/$1")"
            printf %s "$2" > "$d/$1"
            shift 2
        done
        kubectl kustomize "$d/overlay" 2> "$d/error" ||
            { sed -i s/^resources:/bases:/ "$d/overlay/kustomization.yaml"; kubectl kustomize "$d/overlay" 2> "$d/again"; } ||
            { code=$?; cat "$d/error" "$d/again"; }
        rm -rf "$d"
        exit ${code:-0}
        """;

    /// <summary>The manifests' objects, moved into a namespace by an overlay; skips the scenario where there is no kubectl.</summary>
    public static async Task<string> RenderAsync(Scenario s, AccessManifests manifests, string ns)
    {
        var (baseFiles, overlay) = (KustomizeBase.Of(manifests).Files, KustomizeBase.Overlay("../base", ns).Files);
        var files = new ManifestFolder(baseFiles.Select(file => KeyValuePair.Create($"base/{file.Key}", file.Value))
            .Concat(overlay.Select(file => KeyValuePair.Create($"overlay/{file.Key}", file.Value)))
            .ToDictionary());
        if (ProgramPath.Find("kubectl") is { } kubectl)
            return await TemporaryFiles.RunAsync(files, kubectl, folder => ["kustomize", Path.Combine(folder, "overlay")], s.Stop);

        string[] command = ["sh", "-c", OnNode, "sh", .. files.Files.SelectMany(file => new[] { file.Key, file.Value })];
        var (exitCode, output) = await s.Session.Cluster.RunOnNodeAsync(command, s.Stop)
            ?? throw new IgnoreException("no kubectl on the PATH, and this cluster's nodes cannot run theirs: install kubectl");
        exitCode.ShouldBe(0, $"the node's kubectl kustomize: {output}");
        return output;
    }
}
