using Harness.Clusters;
using Harness.Clusters.Engine;
using Harness.Clusters.Node;
using Harness.Files;
using Harness.Images;

namespace Harness.Checks;

/// <summary>What the container engine offers: version, images, registry.</summary>
internal static class EngineChecks
{
    /// <summary>All of them; only the first where no engine answers.</summary>
    public static async Task<IReadOnlyList<Check>> AllAsync(HarnessFolders folders, CacheFolder cache, CancellationToken stop)
    {
        var tried = new List<string>();
        if (await EngineEndpoint.FindAsync(tried, stop).ConfigureAwait(false) is null)
        {
            return
            [
                new Check("container engine", CheckState.Failure, string.Join("; ", tried),
                    "as root on Debian or Ubuntu ./run.sh installs and starts one; or use --kubeconfig FILE, which needs none"),
            ];
        }

        using var engine = await ContainerEngine.ConnectAsync(stop).ConfigureAwait(false);
        var kept = new KeptCluster(folders.State);
        return
        [
            Check.Ok(
                "container engine",
                $"{engine.Endpoint.Product} {engine.Endpoint.Version} at {engine.Endpoint.Address.OriginalString}"),
            Check.Ok("engine API", $"{engine.Endpoint.ApiVersion}, used: {engine.Endpoint.CommonApiVersion}"),
            Nodes(await engine.FactsAsync(stop).ConfigureAwait(false)),
            await ImagesAsync(engine, folders, cache, stop).ConfigureAwait(false),
            .. (await engine.Images.LabelsAsync(OfflineNodeImage.Repository, stop).ConfigureAwait(false)).Select(OfflineNode),
            Check.Ok("kept cluster", await kept.IsRunningAsync(stop).ConfigureAwait(false) ? kept.KubeconfigFile : "none"),
        ];
    }

    /// <summary>Whether it can run a node: any, and one of the image that is built here.</summary>
    internal static Check Nodes(EngineFacts engine)
    {
        const string name = "nodes";
        if (engine.WhyNoNode(isBuiltHere: false) is { } why)
            return new Check(name, CheckState.Failure, $"cannot run: {why}", EngineFacts.WaysOut);
        return engine.WhyNoNode(isBuiltHere: true) is { } notBuilt
            ? new Check(name, CheckState.Warning, $"the offline one cannot run: {notBuilt}", EngineFacts.WaysOut)
            : Check.Ok(name, "can run");
    }

    private static async Task<Check> ImagesAsync(ContainerEngine engine, HarnessFolders folders, CacheFolder cache, CancellationToken stop)
    {
        const string name = "node image";
        const string k3s = ThirdPartyImages.K3s;
        if (await engine.Images.FindAsync(k3s, stop).ConfigureAwait(false) is not null)
            return Check.Ok(name, $"{k3s}, in the engine");
        var refusal = await engine.Images.AskRegistryAsync(k3s, stop).ConfigureAwait(false);
        if (refusal is null)
            return Check.Ok(name, $"{k3s}, from its registry");
        var image = await OfflineNodeImage.OfAsync(folders, cache, new ClusterOptions(), stop).ConfigureAwait(false);
        var offline = image.Reference;
        return await engine.Images.FindAsync(offline, stop).ConfigureAwait(false) is not null
            ? Check.Ok(name, $"{offline}, in the engine (no registry: {refusal})")
            : new Check(name, CheckState.Warning, $"none yet (no registry: {refusal})",
                "the first run builds the offline node from Debian packages, about 5 minutes on 2 cores");
    }

    /// <summary>An image made here, of programs compiled here or brought.</summary>
    private static Check OfflineNode(KeyValuePair<string, IReadOnlyDictionary<string, string>> image)
    {
        var parts = image.Value
            .Where(label => label.Key.StartsWith(OfflineNodeImage.PartLabel, StringComparison.Ordinal))
            .Select(label => $"{label.Key[OfflineNodeImage.PartLabel.Length..]} {label.Value}")
            .OrderBy(part => !part.StartsWith("kubernetes", StringComparison.Ordinal))
            .ToList();
        return Check.Ok("offline node", $"{image.Key}: {(parts.Count > 0 ? string.Join(", ", parts) : "parts not known")}");
    }
}
