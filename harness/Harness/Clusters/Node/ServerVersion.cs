using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Harness.Clusters.Node;

/// <summary>The version of Kubernetes' server programs, as they say it themselves.</summary>
internal static partial class ServerVersion
{
    /// <summary>The oldest that the node's settings are for.</summary>
    private const int OldestMinor = 20;

    private const int LongestAnswer = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks each program in a folder; all of a node must be of one version.</summary>
    /// <param name="folder">Holds <see cref="ServerPrograms.Needed"/>.</param>
    /// <param name="origin">Where they came from, for messages.</param>
    /// <param name="cancellationToken">Ends the programs.</param>
    /// <returns>For example <c>1.36.2</c>.</returns>
    /// <exception cref="HarnessException">They differ, are too old, or one does not say (exit code 2).</exception>
    public static async Task<string> OfAsync(string folder, string origin, CancellationToken cancellationToken)
    {
        var versions = new List<(string Program, string Version)>();
        foreach (var program in ServerPrograms.Needed)
            versions.Add((program, await OfOneAsync(Path.Combine(folder, program), origin, cancellationToken).ConfigureAwait(false)));
        return versions.DistinctBy(one => one.Version).Count() == 1
            ? versions[0].Version
            : throw HarnessException.BadInput($"{origin}: its programs are of several versions: "
                + string.Join(", ", versions.Select(one => $"{one.Program} {one.Version}")));
    }

    /// <summary>Asks one program.</summary>
    /// <exception cref="HarnessException">It is too old, or does not say (exit code 2).</exception>
    public static async Task<string> OfOneAsync(string program, string origin, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(program);
        var answer = await AnswerAsync(program, cancellationToken).ConfigureAwait(false);
        if (Answer().Match(answer) is not { Success: true } said)
        {
            throw HarnessException.BadInput(
                $"{origin}: its {name} does not say which version it is: {name} --version answered {PrintableText.Line(answer)}");
        }

        return int.Parse(said.Groups["minor"].Value, System.Globalization.CultureInfo.InvariantCulture) >= OldestMinor
            ? said.Groups["version"].Value
            : throw HarnessException.BadInput($"{origin}: its {name} is {said.Groups["version"].Value}; the oldest that a node can be "
                + $"made of is 1.{OldestMinor}");
    }

    /// <summary>The beginning of what it says, and no more of it: whatever it is, it is ended then with all that it started.</summary>
    private static async Task<string> AnswerAsync(string program, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, ["--version"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
            process.StandardInput.Close();
            var (said, complained) = (BeginningAsync(process.StandardOutput, patience.Token),
                BeginningAsync(process.StandardError, patience.Token));
            var answer = await said.ConfigureAwait(false);
            return answer.Length > 0 ? answer : await complained.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"nothing for {Patience.TotalSeconds:0} s";
        }
        catch (System.ComponentModel.Win32Exception notRun)
        {
            return notRun.Message;
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>A line, or as much as there is room for.</summary>
    private static async Task<string> BeginningAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var (buffer, length, read) = (new char[LongestAnswer], 0, 0);
        while (length < buffer.Length && Array.IndexOf(buffer, '\n', 0, length) < 0
            && (read = await output.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0)
        {
            length += read;
        }

        return new string(buffer, 0, length).Trim();
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended, or never started.
        }
    }

    /// <summary>As Kubernetes writes its versions: https://kubernetes.io/releases/version-skew-policy/ and semver.org.</summary>
    [GeneratedRegex(@"^Kubernetes v(?<version>1\.(?<minor>0|[1-9]\d{0,3})\.(0|[1-9]\d*)(-[0-9A-Za-z.-]{1,40})?(\+[0-9A-Za-z.-]{1,40})?)$")]
    private static partial Regex Answer();
}
