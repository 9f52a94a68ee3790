using Harness.Files;
using Harness.Rbac.Objects;
using Harness.Results;

namespace Harness.Runs;

/// <summary>What a run is started with.</summary>
public sealed record RunRequest
{
    /// <summary>The folders it works with.</summary>
    public required HarnessFolders Folders { get; init; }

    /// <summary>The values of its settings; consistent.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>The command line, for the record.</summary>
    public required string Command { get; init; }

    /// <summary>Receives the progress.</summary>
    public required IRunProgress Progress { get; init; }

    /// <summary>Writes the reports when the results are complete; does not throw when results are missing.</summary>
    public required Action<RunFolder> Report { get; init; }

    /// <summary>The claims that its scenarios are about.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>The id of the only claim that was asked about; null for all.</summary>
    public string? AskedClaim { get; init; }

    /// <inheritdoc cref="SessionSources.Needed"/>
    public IReadOnlyList<AccessQuestion>? Needed { get; init; }

    /// <summary>Where images that were built are kept.</summary>
    public CacheFolder Cache { get; init; } = CacheFolder.Default();
}
