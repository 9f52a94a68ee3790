using Docker.DotNet.Models;
using Platform = Harness.Images.Platform;

namespace Harness.Clusters.Engine;

/// <summary>What an engine and its machine are, as far as a node depends on it.</summary>
/// <param name="Product">E.g. <c>Docker</c> or <c>Podman</c>.</param>
/// <param name="Memory">Of its machine, in bytes; 0 where it does not say.</param>
/// <param name="Os">Of its containers, e.g. <c>linux</c>.</param>
/// <param name="Architecture">Of its machine, as container images call it.</param>
/// <param name="IsRootless">Whether it runs without root.</param>
internal sealed record EngineFacts(string Product, long Memory, string Os, string Architecture, bool IsRootless)
{
    /// <summary>What a person can do about an engine that cannot run a node.</summary>
    public const string WaysOut = "DOCKER_HOST names another engine, and --kubeconfig FILE uses a cluster that you have";

    /// <summary>Whether its machine has cgroup v2, where a container can have a tree of cgroups of its own.</summary>
    public bool HasUnifiedCgroups { get; init; }

    /// <summary>From the engine's own answer.</summary>
    public static EngineFacts Of(string product, SystemInfoResponse info) => new(
        product,
        info.MemTotal,
        info.OSType is { Length: > 0 } os ? os : "linux",
        info.Architecture switch { "x86_64" => "amd64", "aarch64" => "arm64", var other => other ?? "" },
        (info.SecurityOptions ?? []).Any(option => option.Split(',').Contains("name=rootless")))
    {
        HasUnifiedCgroups = info.CgroupVersion == "2",
    };

    /// <summary>Makes sure that a node can run on it at all.</summary>
    /// <param name="isBuiltHere">Whether the node's image is built on this machine, for this machine's architecture.</param>
    /// <exception cref="HarnessException">It cannot; the message says why, and what can.</exception>
    public void EnsureRunsNodes(bool isBuiltHere)
    {
        if (WhyNoNode(isBuiltHere) is { } why)
            throw HarnessException.Undecided($"this container engine ({Product}) cannot run a node: {why}. {WaysOut}");
    }

    /// <summary>Why a node cannot run on it; null where it can.</summary>
    /// <param name="isBuiltHere">Whether the node's image is built on this machine, for this machine's architecture.</param>
    public string? WhyNoNode(bool isBuiltHere)
    {
        if (Os != "linux")
            return $"it runs {Os} containers; switch it to Linux containers";
        if (IsRootless)
            return "it runs without root, and a node's kubelet needs cgroups and kernel settings that only root may write";
        if (!isBuiltHere || Architecture.Length == 0 || Architecture == Platform.OfThisMachine().Architecture)
            return null;
        return $"its machine is {Architecture}, and the offline node is built here for {Platform.OfThisMachine().Architecture}; "
            + "give it a k3s image (docker load)";
    }
}
