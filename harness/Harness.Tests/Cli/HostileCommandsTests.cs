using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Harness.Cli;
using Harness.Cli.Terminal;
using Harness.Tests.Images;
using Harness.Tests.Rbac.Fuzzing;

namespace Harness.Tests.Cli;

/// <summary>
/// Hostile names in manifests, policies, paths and arguments, through every command that reads them and every output it has: no crash, no
/// hang, no character that does something, and what is JSON or XML stays so. A few thousand names by default;
/// <c>HARNESS_FUZZ_INPUTS=1000000</c> makes it a million, some twenty in each use, from seed <c>HARNESS_FUZZ_FIRST</c> on.
/// </summary>
internal sealed class HostileCommandsTests
{
    private const int Few = 8_000;
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    [Test]
    public void Every_command_writes_every_name_harmlessly()
    {
        var (count, first) = (Number(Fuzzer.Inputs) ?? Few, Number("HARNESS_FUZZ_FIRST") ?? 0);
        var (done, names, codes, failures) = (first, 0, new int[4], new List<string>());
        var work = new Thread(Work) { IsBackground = true };
        work.Start();
        for (var before = -1; !work.Join(Hang); before = Volatile.Read(ref done))
            Volatile.Read(ref done).ShouldNotBe(before, $"this input is not done after {Hang.TotalSeconds} s");

        TestContext.Out.WriteLine(
            $"{names} inputs: in {done - first} uses, exit codes 0 to 3: {string.Join(", ", codes)}; {failures.Count} failed");
        failures.ShouldBeEmpty();
        codes[..3].ShouldAllBe(times => times > (done - first) / 100, "names that break everything, or nothing, show nothing");

        void Work()
        {
            using var scratch = new Scratch();
            for (; names < count && failures.Count < 5; Interlocked.Increment(ref done))
            {
                var use = new HostileUse(done, scratch);
                if (Try(use, codes) is { } complaint)
                    failures.Add($"seed {done}: {complaint}");
                names += use.Names;
            }
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Try(HostileUse use, int[] codes)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var arguments = use.Write();
        try
        {
            Screen.Redirect(output, error);
            var code = CommandLine.RunAsync(arguments).GetAwaiter().GetResult();
            codes[code]++; // another code is a failure
            if (error.ToString().Contains("unexpected: ", StringComparison.Ordinal))
                return $"{string.Join(' ', arguments)}: {error}";
            HostileNamesTests.EnsureHarmless(output.ToString());
            HostileNamesTests.EnsureHarmless(error.ToString());
            EnsureWellFormed(arguments, output.ToString());
            return null;
        }
        catch (Exception other)
        {
            return $"{string.Join(' ', arguments)}: {other.Message}\n{output}\n{error}";
        }
    }

    private static void EnsureWellFormed(string[] arguments, string output)
    {
        if (output.Length == 0)
            return; // it was refused
        if (arguments.Contains("json") || arguments.Contains("sarif"))
            JsonDocument.Parse(output).Dispose();
        else if (arguments.Contains("junit"))
            XDocument.Parse(output);
        else if (arguments.Contains("mermaid"))
            PictureGrammar.EnsureMermaid(output);
        else if (arguments.Contains("dot"))
            PictureGrammar.EnsureDot(output);
    }
}
