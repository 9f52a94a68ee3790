namespace Harness;

/// <summary>Where the pieces of this repository are on disk, found from the running program upwards.</summary>
/// <param name="Root">The folder that holds <c>Harness.sln</c>.</param>
public sealed record RepositoryLayout(string Root)
{
    /// <summary>Source and image of the workload.</summary>
    public string HelloAppSource => Path.Combine(Root, "harness", "images", "hello-app");

    /// <summary>Source of the load engine, which is part of the workload too.</summary>
    public string LoadEngineSource => Path.Combine(Root, "benchmarks", "Engine");

    /// <summary>Build script and files of the offline node image.</summary>
    public string NodeImageSource => Path.Combine(Root, "harness", "images", "node");

    /// <summary>Build script of third-party images from Debian packages.</summary>
    public string DebianImageSource => Path.Combine(Root, "harness", "images", "debian");

    /// <summary>What the runs wrote, a folder each.</summary>
    public string Runs => Path.Combine(Root, "reports", "runs");

    /// <summary>State of a cluster kept by <c>up</c>: its kubeconfig and how to remove it.</summary>
    public string State => Path.Combine(Root, ".harness");

    /// <summary>Finds the repository around the running program.</summary>
    /// <exception cref="HarnessException">The program was moved out of the repository.</exception>
    public static RepositoryLayout Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Harness.sln")))
                return new RepositoryLayout(folder.FullName);
        }

        throw HarnessException.BadInput(
            $"no Harness.sln in {AppContext.BaseDirectory} or any folder above it; run Harness from its repository");
    }
}
