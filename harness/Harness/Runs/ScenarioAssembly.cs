using System.Reflection;
using System.Runtime.Loader;

namespace Harness.Runs;

/// <summary>An assembly of scenarios, found at run time, so that no program needs their test framework to be built.</summary>
public static class ScenarioAssembly
{
    /// <summary>Loads an assembly and makes its runner.</summary>
    /// <param name="file">The assembly; its dependencies are next to it.</param>
    /// <exception cref="HarnessException">It does not exist, or has no runner.</exception>
    public static IScenarioRunner Load(string file)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
            throw HarnessException.Undecided($"there are no scenarios at {path}: build them, e.g. dotnet build Harness.sln -c Release");
        var runner = new Context(path).LoadFromAssemblyPath(path).GetExportedTypes()
            .SingleOrDefault(type => typeof(IScenarioRunner).IsAssignableFrom(type) && type is { IsClass: true, IsAbstract: false });
        return runner is null
            ? throw HarnessException.BadInput($"{path} has no public class that implements {nameof(IScenarioRunner)}")
            : (IScenarioRunner)Activator.CreateInstance(runner)!;
    }

    /// <summary>What this program already has is shared, since both sides use its types; the rest is next to the assembly.</summary>
    private sealed class Context(string path) : AssemblyLoadContext(path)
    {
        private readonly AssemblyDependencyResolver _beside = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            try
            {
                return Default.LoadFromAssemblyName(assemblyName);
            }
            catch (FileNotFoundException)
            {
                return _beside.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
            }
        }
    }
}
