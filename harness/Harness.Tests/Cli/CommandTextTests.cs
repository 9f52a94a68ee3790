using Harness.Cli;
using Harness.Cli.Texts;

namespace Harness.Tests.Cli;

internal sealed class CommandTextTests
{
    [TestCase("./run.sh")]
    [TestCase("./run.sh --filter C14", "--filter", "C14")]
    [TestCase("./run.sh bench --cluster offline", "bench", "--cluster", "offline")]
    [TestCase("./run.sh test --results out Grants", "test", "--results", "out", "Grants")]
    public void It_is_the_line_as_typed(string line, params string[] arguments) =>
        CommandText.Of(CommandLine.Root().Parse(arguments)).ShouldBe(line);
}
