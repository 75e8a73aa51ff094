using Wva.Fuzz;
using Wva.Testing.Pages;

const int WrongUsage = 2;
if (FuzzOptions.Read(args, Console.Error) is not { } options)
{
    return WrongUsage;
}

return new FuzzRun(FuzzSources.Load(), options, Console.Out).Run() == 0 ? 0 : 1;
