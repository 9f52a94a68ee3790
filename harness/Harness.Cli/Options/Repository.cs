using Harness.Runs;

namespace Harness.Cli.Options;

/// <summary>The repository that this program was built in.</summary>
internal static class Repository
{
    /// <summary>The folders in it.</summary>
    /// <exception cref="HarnessException">The program was moved out of it.</exception>
    public static HarnessFolders Folders => HarnessFolders.InRepository(RepositoryRoot.Find());

    /// <summary>The scenarios that were built together with this program.</summary>
    /// <exception cref="HarnessException">They were not.</exception>
    public static IScenarioRunner Scenarios() => ScenarioAssembly.Load(new Testing.TestAssemblies(RepositoryRoot.Find()).Scenarios);
}
