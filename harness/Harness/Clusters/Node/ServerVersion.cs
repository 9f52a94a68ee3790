using Harness.Processes;
using Harness.Rbac.Objects;

namespace Harness.Clusters.Node;

/// <summary>The version of Kubernetes' server programs, as they say it themselves.</summary>
internal static class ServerVersion
{
    private const int LongestQuote = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks each program in a folder; all of a node must be of one version.</summary>
    /// <param name="folder">Holds <see cref="ServerPrograms.Needed"/>.</param>
    /// <param name="origin">Where they came from, for messages.</param>
    /// <param name="cancellationToken">Ends the programs.</param>
    /// <returns>For example <c>1.36.2</c>.</returns>
    /// <exception cref="HarnessException">They differ, or one does not say (exit code 2).</exception>
    public static async Task<string> OfAsync(string folder, string origin, CancellationToken cancellationToken)
    {
        var versions = new List<(string Program, string Version)>();
        foreach (var program in ServerPrograms.Needed)
            versions.Add((program, await AskAsync(Path.Combine(folder, program), origin, cancellationToken).ConfigureAwait(false)));
        return versions.DistinctBy(one => one.Version).Count() == 1
            ? versions[0].Version
            : throw HarnessException.BadInput($"{origin}: its programs are of several versions: "
                + string.Join(", ", versions.Select(one => $"{one.Program} {one.Version}")));
    }

    private static async Task<string> AskAsync(string program, string origin, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(program);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var outcome = await ProcessRunner.RunAsync(program, ["--version"], closesInput: true, cancellationToken: patience.Token)
                .ConfigureAwait(false);
            var words = outcome.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (outcome.ExitCode == 0 && words is ["Kubernetes", ['v', .. var version]])
            {
                _ = KubernetesChange.VersionOf(version);
                return version;
            }

            throw NotSaid($"{outcome.Output} {outcome.ErrorTail}".Trim());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotSaid($"nothing for {Patience.TotalSeconds:0} s");
        }
        catch (FormatException none)
        {
            throw NotSaid(none.Message);
        }

        HarnessException NotSaid(string answer) => HarnessException.BadInput(
            $"{origin}: its {name} does not say which version it is: {name} --version answered "
            + PrintableText.Line(answer.Length > LongestQuote ? answer[..LongestQuote] : answer));
    }
}
