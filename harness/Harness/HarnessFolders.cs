namespace Harness;

/// <summary>The folders that Harness works with. The library never searches for them: its user says where they are.</summary>
public sealed record HarnessFolders
{
    /// <summary>A checkout of Harness, which images are built from. Needed only where one is built.</summary>
    public required string Source { get; init; }

    /// <summary>What the runs write, one folder each.</summary>
    public required string Runs { get; init; }

    /// <summary>State of a cluster kept by <c>up</c>: its kubeconfig and how to remove it.</summary>
    public required string State { get; init; }

    /// <summary>Source and image of the workload.</summary>
    public string HelloAppSource => Path.Combine(Source, "harness", "images", "hello-app");

    /// <summary>Source of the load engine, which is part of the workload too.</summary>
    public string LoadEngineSource => Path.Combine(Source, "benchmarks", "Engine");

    /// <summary>Source of the rules of access, three files of which, about paths, are part of the workload too.</summary>
    public string PathRuleSource => Path.Combine(Source, "harness", "Harness.Rbac");

    /// <summary>Build script and files of the offline node image.</summary>
    public string NodeImageSource => Path.Combine(Source, "harness", "images", "node");

    /// <summary>Build script of third-party images from Debian packages.</summary>
    public string DebianImageSource => Path.Combine(Source, "harness", "images", "debian");

    /// <summary>As they are in Harness's own repository.</summary>
    public static HarnessFolders InRepository(string root) => new()
    {
        Source = root,
        Runs = Path.Combine(root, "reports", "runs"),
        State = Path.Combine(root, ".harness"),
    };
}
