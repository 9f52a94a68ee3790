using Microsoft.AspNetCore.Http;

namespace HelloApp.Serving;

/// <summary>Finds the handler of each request, counts it, and turns a failure into 500.</summary>
internal sealed class Dispatcher(Routes routes, RequestCounters counters)
{
    // nginx's code for a connection that ended before its answer; it is counted only, since no one is there to receive it.
    private const int ConnectionGone = 499;

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await routes.Find(context.Request.Path.Value)(context);
            counters.Count(context.Request.Method, context.Response.StatusCode);
        }
        catch (BadHttpRequestException malformed)
        {
            counters.Count(context.Request.Method, malformed.StatusCode);
            throw;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            counters.Count(context.Request.Method, ConnectionGone);
        }
        catch (Exception failure)
        {
            counters.Count(context.Request.Method, StatusCodes.Status500InternalServerError);
            await Console.Error.WriteLineAsync($"hello-app: {context.Request.Method} {context.Request.Path}: {failure}");
            throw;
        }
    }
}
