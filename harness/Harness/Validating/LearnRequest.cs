using Harness.Clusters.Node;
using Harness.Rbac.Auditing;
using Harness.Rbac.Learning;
using Harness.Rbac.Objects;

namespace Harness.Validating;

/// <summary>What was asked of <c>learn</c>.</summary>
public sealed record LearnRequest
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Audit logs: files, or <c>-</c>; none for that of the kept cluster.</summary>
    public IReadOnlyList<string> Logs { get; init; } = [];

    /// <summary>Folder of the kept cluster.</summary>
    public required string Kept { get; init; }

    /// <summary>How long a log that is being written is followed; null for not at all.</summary>
    public TimeSpan? Follow { get; init; }

    /// <summary>What is looked at.</summary>
    public required AuditScope Scope { get; init; }

    /// <summary>Namespaces that the policy is for; none for those where something was done.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>What the policy is called.</summary>
    public string Name { get; init; } = "learnt";

    /// <summary>Whether paths behind services are told apart.</summary>
    public bool WithPaths { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads the logs and makes the policy.</summary>
    /// <exception cref="HarnessException">A log cannot be opened (exit code 2), or has nothing to learn from (exit code 3).</exception>
    public async Task<LearntPolicy> LearnAsync(IProgress<string> progress, CancellationToken stop)
    {
        var reading = new AuditReading(Scope);
        var inputs = AuditInput.Of(Logs);
        foreach (var input in Follow is null ? inputs : inputs.SkipLast(1))
        {
            progress.Report($"reading {input.Name}");
            reading.Read(input, stop);
        }

        var withoutPaths = WithPaths ? null : "every path of a service is allowed";
        if (Logs.Count == 0)
            withoutPaths ??= WithoutPathsOn(await ReadKeptAsync(reading, progress, stop).ConfigureAwait(false));
        else if (Follow is { } time)
            await FollowAsync(reading, inputs[^1].Name, time, progress, stop).ConfigureAwait(false);
        reading.End();
        if (reading.IsEmpty)
            throw HarnessException.Undecided($"nothing to learn from: nothing is in {reading.Names}");
        return new PolicyLearner(reading.Tally)
        {
            Name = Name,
            Namespaces = Namespaces,
            WithPaths = withoutPaths is null,
            MostNames = Scope.MostPaths,
            Origin =
            [
                $"Learnt from {reading.Origin}.",
                "It allows what was done, needed or not, and nothing else: read it before you use it.",
                .. withoutPaths is null ? [] : (string[])[$"Without paths: {withoutPaths}."],
            ],
            NotComplete = reading.NotComplete,
        }.Learn();
    }

    /// <summary>Why paths cannot be told apart on a cluster; null where they can.</summary>
    private static string? WithoutPathsOn(string kubernetes) =>
        KubernetesChange.VersionOf(kubernetes) < AdmissionObject.PoliciesSince
            ? $"Kubernetes {kubernetes} has no admission policies, which came with {AdmissionObject.PoliciesSince}, and RBAC knows no paths"
            : null;

    /// <returns>The version of the cluster.</returns>
    private async Task<string> ReadKeptAsync(AuditReading reading, IProgress<string> progress, CancellationToken stop)
    {
        using var log = await KeptAuditLog.OpenAsync(Kept, stop).ConfigureAwait(false);
        await ReadAsync(
            KeptAuditLog.Name, (isEnough, pause) => log.ReadAsync(reading, isEnough, pause, stop), Follow ?? TimeSpan.Zero, progress, stop)
            .ConfigureAwait(false);
        return log.KubernetesVersion;
    }

    private async Task FollowAsync(
        AuditReading reading, string name, TimeSpan time, IProgress<string> progress, CancellationToken stop)
    {
        var stream = new FollowedLogStream(name, reading.Miss);
        await using (stream.ConfigureAwait(false))
        {
            await ReadAsync(
                name, (isEnough, pause) => reading.FollowAsync(name, stream, isEnough, pause, stop), time, progress, stop)
                .ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(
        string name, Func<Func<bool>, Func<Task>, Task> read, TimeSpan time, IProgress<string> progress, CancellationToken stop)
    {
        var begun = Time.GetTimestamp();
        progress.Report(
            time > TimeSpan.Zero ? FormattableString.Invariant($"following {name} for {time.TotalSeconds:0} s") : $"reading {name}");
        await Task.Run(() => read(() => Time.GetElapsedTime(begun) >= time, () => Task.Delay(Pause, Time, stop)), stop)
            .ConfigureAwait(false);
    }
}
